// Asks the model over Node's own HTTP client with connections kept alive: less than half of
// fetch's cost there.
import { Agent, request as open } from 'node:http';
import { events, piece, request } from './sse.mjs';

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const url = new URL(`${process.env.MODEL_URL}/chat/completions`);

// `read` is called for each read of the connection, with what tells its pieces one by one.
export function ask(question, read, done) {
  const body = request(question);
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  };
  const asking = open(url, { method: 'POST', agent, headers }, (response) => {
    let pieces = [];
    const feed = events((data) => {
      const text = piece(data);
      if (text) pieces.push(text);
    });
    response.setEncoding('utf8');
    response.on('data', (chunk) => {
      feed(chunk);
      if (pieces.length > 0) read(pieces);
      pieces = [];
    });
    response.on('end', () => done(response.statusCode === 200));
    response.on('error', () => done(false));
  });
  asking.on('error', () => done(false));
  asking.end(body);
}
