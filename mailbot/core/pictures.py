"""Work that came as a picture: nobody here reads it, so a sentence stands in the place of its words (G7)."""

PICTURE = "(It's a picture: please see the file attached.)"
