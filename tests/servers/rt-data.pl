# What Bollplank needs in a Request Tracker: a queue, a user of its own with rights on the queue, a text
# field for the key, and (optional) a scrip that tells of replies at once. Anna works at the desk.
@Queues = ({ Name => 'IT-support' });
@Users = ({ Name => 'bridge', EmailAddress => 'bridge@desk.test', Privileged => 1, Password => 'bridge-local-only' },
          { Name => 'anna', EmailAddress => 'anna@desk.test', Privileged => 1, Password => 'agent-local-only' });
@CustomFields = ({ Name => 'bollplank-key', Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket', ApplyTo => 'IT-support' });
@ACL = ((map { my $u = $_; map { { Right => $_, UserId => $u, Queue => 'IT-support', ObjectType => 'RT::Queue' } } qw(SeeQueue CreateTicket ShowTicket
  ShowTicketComments ModifyTicket ReplyToTicket CommentOnTicket SeeCustomField ModifyCustomField SetInitialCustomField OwnTicket TakeTicket) } qw(bridge anna)),
  { Right => 'ManageAuthTokens', UserId => 'bridge', ObjectType => 'RT::System', ObjectId => 1 });
# Inside the agent's own request: three seconds at most, and the change cannot be read yet.
@Scrips = ({ Queue => 'IT-support', Description => 'tell Bollplank', ScripCondition => 'User Defined', ScripAction => 'User Defined', Template => 'Blank', CustomPrepareCode => '1',
  CustomIsApplicableCode => q{ my $t = $self->TransactionObj; $t->Type =~ /^(Correspond|Status)$/ && $t->CreatorObj->Name ne 'bridge' },
  CustomCommitCode => q{ my $url = $ENV{HOOK_URL} or return 1; require LWP::UserAgent; require Digest::SHA; require JSON;
    my $at = time; my $b = JSON::encode_json({ ticket => "" . $self->TicketObj->id, transaction => $self->TransactionObj->id });
    eval { LWP::UserAgent->new(timeout => 3)->post($url, Content => $b, 'Content-Type' => 'application/json', 'X-Bollplank-Timestamp' => $at,
      'X-Bollplank-Signature' => 'sha256=' . Digest::SHA::hmac_sha256_hex("$at.$b", $ENV{HOOK_SECRET})) }; 1 } });
@Final = (sub { my $u = RT::User->new(RT->SystemUser); $u->Load('bridge');
  my ($id, $msg, $secret) = RT::AuthToken->new(RT::CurrentUser->new($u))->Create(Owner => $u->id, Description => 'bridge'); die $msg unless $id;
  open my $f, '>', $ENV{TOKEN_FILE} or die $!; print $f $secret; close $f });
1;
