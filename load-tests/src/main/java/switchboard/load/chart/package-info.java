/// Draws figures.
@NullMarked
package switchboard.load.chart;

import org.jspecify.annotations.NullMarked;
