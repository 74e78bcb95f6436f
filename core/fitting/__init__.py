"""Fields fitted to a photo by gradient descent, and the prior of their covariances."""
