"""Files that came back, whoever sent them: what each is, when it came, and what mails and archives hold."""
