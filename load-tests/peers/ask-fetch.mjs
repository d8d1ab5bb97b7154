// Asks the model over fetch, which Bun and Deno have built in.
import { events, piece, request } from './sse.mjs';

// `read` is called for each read of the connection, with the pieces it brought.
export async function ask(url, question, read, done) {
  try {
    const response = await fetch(`${url}/chat/completions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: request(question),
    });
    let pieces = [];
    const feed = events((data) => {
      const text = piece(data);
      if (text) pieces.push(text);
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      feed(decoder.decode(chunk, { stream: true }));
      if (pieces.length > 0) read(pieces);
      pieces = [];
    }
    done(response.ok);
  } catch {
    done(false);
  }
}
