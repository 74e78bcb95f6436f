"""The table of actions, the menus, and the actions that have no folder of their own."""
