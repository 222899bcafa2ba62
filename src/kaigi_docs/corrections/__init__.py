"""What happens after mailing: what differs from the packet that was mailed, the 正誤表 and the pages to exchange."""
