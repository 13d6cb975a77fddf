"""Long-lived service projects: what an organisation does, for whom, in which fields.

Words: Project, BeneficiaryGroup. Comes in: an organiser's description. Goes out: the project each
activity runs under; which projects exclude each other (BR-36).
"""
