"""Chinese UN text in, harvest out: readers, layout, definitions, candidates, termhood."""
