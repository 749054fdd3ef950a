"""Who: names, titles, descriptions and pronouns to actors."""
