"""Synthetic learners over declared worlds: what the planner is worth, and where it is not.

`worlds` declares what is true, `learner` lives by it, `policies` decide what is practised (ours by the
very planner that serves people), `living` lets one learner live with one policy, and `metrics`
makes the table. The only room that uses numpy, and only while it simulates.
"""
