"""Cases: choosing, making, importing, reviewing and saving them."""
