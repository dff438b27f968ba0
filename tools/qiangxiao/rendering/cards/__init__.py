"""Pictures drawn from text: share cards, covers for WeChat, posters. The same text gives the same bytes."""
