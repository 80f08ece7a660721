"""Words, quotations, JSON inside prose, and text made safe to show."""
