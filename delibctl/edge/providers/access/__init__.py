"""The address, the key and the network of a model, checked before anything is sent."""
