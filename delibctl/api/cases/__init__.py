"""Cases: selecting, generating, importing, reviewing and saving them."""
