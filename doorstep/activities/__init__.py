"""What we do together: sessions and who came."""
