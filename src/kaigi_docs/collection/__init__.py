"""What all departments answered, merged: pure, the same answers and decisions always give the same result."""
