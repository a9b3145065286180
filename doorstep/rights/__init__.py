"""What a household may ask of us: purposes, consents, requests and their answers, erasure."""
