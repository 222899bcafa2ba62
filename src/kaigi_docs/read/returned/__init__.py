"""What departments sent back (調査票/): files in every format -> grids -> answers by measure."""
