// A step answers a form. Whoever comes back to it would be asked to send that again, with a code that may be spent by then; so they come to the
// first step instead. Without this file the browser asks, and a code is spent only once.
history.replaceState(history.state, '', '/redeem');
