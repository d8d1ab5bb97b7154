/// What every client of the load tests needs: tokens, frames, a judge of what came, and figures.
@NullMarked
package switchboard.load;

import org.jspecify.annotations.NullMarked;
