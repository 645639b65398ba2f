// Command webhook tells a chat what happens in projects: messages for Slack
// (those for Teams go the same way) are made from the feed of the log and
// posted to a webhook, at least once.
//
// It runs without a network: the chat is a server of its own, which is busy at
// first, refuses one message and takes the rest.
//
//	go run ./webhook
//
// The sender is meant to be taken over by hosts. It posts over HTTPS alone,
// verifies the certificate, asks no proxy of the environment, bounds every try
// in time and every answer in bytes, and sends the id of the message as
// Idempotency-Key. What it does with answers:
//
//	2xx                         taken
//	408, 425, 429, 5xx          temporary; Retry-After in seconds or as a date is passed on
//	307, 308 to the same host   followed, three times at most
//	other 3xx, other 4xx        permanent
//	none, late, cut, bad TLS    temporary
//
// Its errors hold neither the address, which is a secret with Slack and Teams,
// nor the token, nor the text of errors of net/http, which hold the address.
package main
