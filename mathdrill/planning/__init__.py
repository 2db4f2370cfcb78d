"""What comes next: the skill graph, the route through it, the ladder, the pace, the planner."""
