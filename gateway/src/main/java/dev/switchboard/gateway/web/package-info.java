/// What is served beside the sockets: pages, health, metrics, demo tokens.
@NullMarked
package dev.switchboard.gateway.web;

import org.jspecify.annotations.NullMarked;
