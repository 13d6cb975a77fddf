"""The named cast shared by tests, demo and documents, and the demo province built around it.

Words: Town (one small place with two sub-stations, River and Hill). Nothing in the product imports this room.
"""
