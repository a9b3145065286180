"""What a coordinator hangs up: figures for everybody, and lists on the notice board."""
