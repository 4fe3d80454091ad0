"""The commands of `coverline`, each as thin as it can be; cli.py names them."""
