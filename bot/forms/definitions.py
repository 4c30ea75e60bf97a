"""The two forms: their fields in the order asked, and the buttons that go with a field."""

TICKET_FIELDS = ("what", "where", "urgency", "contact")
IDEA_FIELDS = ("problem", "for_whom", "what_exists")
FIELDS = {"ticket": TICKET_FIELDS, "idea": IDEA_FIELDS}
ORDERS = {"ticket": "escalation", "idea": "idea"}
FIELD_BUTTONS = {
    "urgency": ("urgency:low", "urgency:normal", "urgency:high", "cancel"),
    "contact": ("contact:chat", "cancel"),
}
CHANGE_BUTTONS = {name: tuple(f"change:{field}" for field in fields) for name, fields in FIELDS.items()}
LONGEST_FIELD = 1500
