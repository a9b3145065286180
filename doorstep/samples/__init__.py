"""What goes to a laboratory and comes back as plain words: samples, custody, results."""
