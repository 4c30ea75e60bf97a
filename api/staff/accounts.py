"""Staff accounts: statements over `staff_users`. A closed one stays, so that its name is still known on old answers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from api.db.staff_tables import StaffSession, StaffUser
from api.staff.passwords import fresh_password
from api.staff.roles import ADMIN, Role

LONGEST_NAME = 80
MAY_HOLD_TICKETS = ("admin", "desk")


@dataclass(frozen=True, slots=True)
class Account:
    """One account, without its password."""

    name: str
    role: str
    created_at: datetime
    last_sign_in_at: datetime | None
    closed_at: datetime | None


class UnknownAccountError(Exception):
    """There is no open account of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no open staff account named {name}.")


class NameTakenError(Exception):
    """An open account has that name already, perhaps in other letter case."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is already a staff account named {name}.")
        self.name = name


class BadNameError(Exception):
    """Empty, too long, or with signs that cannot be seen."""

    def __init__(self) -> None:
        super().__init__(f"A name has 1 to {LONGEST_NAME} signs, all of which can be seen.")


class LastAdminError(Exception):
    """Without this one nobody could make accounts."""

    def __init__(self) -> None:
        super().__init__("This is the only administrator. Make somebody else an administrator first.")


def create_first_admin(session: Session, *, now: datetime) -> str | None:
    """Make the user `admin` with a random password and return it, or None when anyone has an account."""
    if session.scalar(select(func.count()).select_from(StaffUser)):
        return None
    password = fresh_password()
    session.add(StaffUser(name="admin", password_hash=password.hashed, role=ADMIN, created_at=now))
    return password.shown


def add(session: Session, *, name: str, role: Role, hashed: str, now: datetime) -> str:
    """Make an account, or open a closed one of that name again. Returns the name as it is kept.

    Raises:
        BadNameError: it is no name.
        NameTakenError: somebody has it.
    """
    wanted = " ".join(name.split())
    if not 0 < len(wanted) <= LONGEST_NAME or not wanted.isprintable():
        raise BadNameError
    # Compared here: neither database folds å, ä and ö by itself. There are few accounts.
    alike = [each for each in session.scalars(select(StaffUser)) if each.name.casefold() == wanted.casefold()]
    if taken := next((each for each in alike if each.closed_at is None), None):
        raise NameTakenError(taken.name)
    if not alike:
        session.add(StaffUser(name=wanted, password_hash=hashed, role=role, created_at=now))
        return wanted
    again = alike[0]
    again.password_hash, again.role, again.closed_at = hashed, role, None
    return again.name


def all_accounts(session: Session) -> tuple[Account, ...]:
    """By name, the closed ones last."""
    found = [
        Account(each.name, each.role, each.created_at, each.last_sign_in_at, each.closed_at)
        for each in session.scalars(select(StaffUser))
    ]
    return tuple(sorted(found, key=lambda each: (each.closed_at is not None, each.name.casefold())))


def new_password(session: Session, *, name: str, hashed: str) -> None:
    """Give a user a new password and end all of that user's sessions.

    Raises:
        UnknownAccountError: nobody has that name.
    """
    user = _open_account(session, name)
    user.password_hash = hashed
    _end_sessions(session, user)


def set_role(session: Session, *, name: str, role: Role) -> None:
    """Let somebody do something else from their next request on.

    Raises:
        UnknownAccountError: nobody has that name.
        LastAdminError: nobody else is an administrator.
    """
    user = _open_account(session, name)
    if role != ADMIN:
        _another_admin_than(session, user)
    user.role = role


def close(session: Session, *, name: str, now: datetime) -> None:
    """Nobody signs in with it any more, and who is signed in is not. What was written keeps its name.

    Raises:
        UnknownAccountError: nobody has that name.
        LastAdminError: nobody else is an administrator.
    """
    user = _open_account(session, name)
    _another_admin_than(session, user)
    user.closed_at = now
    _end_sessions(session, user)


def names(session: Session) -> tuple[str, ...]:
    """Everyone who may be given a ticket."""
    may = select(StaffUser.name).where(StaffUser.role.in_(MAY_HOLD_TICKETS), StaffUser.closed_at.is_(None))
    return tuple(session.scalars(may.order_by(StaffUser.name)))


def _open_account(session: Session, name: str) -> StaffUser:
    user = session.scalar(select(StaffUser).where(StaffUser.name == name, StaffUser.closed_at.is_(None)))
    if user is None:
        raise UnknownAccountError(name)
    return user


def _another_admin_than(session: Session, user: StaffUser) -> None:
    # Locked, so that two administrators cannot take each other's role at once.
    admins = session.scalars(
        select(StaffUser.id)
        .where(StaffUser.role == ADMIN, StaffUser.closed_at.is_(None))
        .order_by(StaffUser.id)
        .with_for_update()
    ).all()
    if list(admins) == [user.id]:
        raise LastAdminError


def _end_sessions(session: Session, user: StaffUser) -> None:
    session.execute(delete(StaffSession).where(StaffSession.user_id == user.id))
