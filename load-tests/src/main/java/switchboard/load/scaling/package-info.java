/// What a fleet for so many sessions comes to, from what was measured and what is assumed: [Scale].
@NullMarked
package switchboard.load.scaling;

import org.jspecify.annotations.NullMarked;
