// Socket.IO over WebSocket alone: echo, hello and say are its events.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { ask } from './ask-node.mjs';

const http = createServer();
const io = new Server(http, {
  transports: ['websocket'],
  perMessageDeflate: false,
  httpCompression: false,
  pingInterval: 25_000,
  serveClient: false,
});

function relay(socket, { id, text }) {
  let offset = 0;
  ask(
    text,
    (pieces) => {
      for (const piece of pieces) {
        socket.emit('delta', { turn: id, offset, text: piece });
        offset += piece.length;
      }
    },
    (well) => socket.emit('turn', { turn: id, state: well ? 'completed' : 'failed' }),
  );
}

// Lets go of the handshake's request, as Socket.IO's documentation advises for memory.
io.engine.on('connection', (connection) => {
  connection.request = null;
});
io.on('connection', (socket) => {
  socket.on('echo', (text) => socket.emit('echo', text));
  socket.on('hello', () => socket.emit('welcome', { heartbeat: 25 }));
  socket.on('say', (frame) => relay(socket, frame));
});
process.on('SIGUSR2', () => gc());
http.listen(0, '127.0.0.1', () =>
  console.log(`listening on http://127.0.0.1:${http.address().port}`),
);
