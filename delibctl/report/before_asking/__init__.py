"""What a probe would ask and cost, before anything is asked."""
