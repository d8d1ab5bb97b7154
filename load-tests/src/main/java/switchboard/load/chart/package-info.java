/// Draws figures, and the page on which they stand.
@NullMarked
package switchboard.load.chart;

import org.jspecify.annotations.NullMarked;
