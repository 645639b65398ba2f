// Package card writes documents of package report as messages for chat: Slack
// (Block Kit) and Microsoft Teams (Adaptive Cards in the envelope of a Workflows
// webhook), and meetings as requests to Zoom.
//
//	messages, err := card.Slack(doc, card.Options{Links: []card.Link{{Text: "Full report", URL: "https://crm.example/p/17"}}})
//	...
//	for _, m := range messages {
//		send(m.Body) // the host's: POST to the webhook, in this order
//	}
//
// Nothing here sends anything: the bodies are bytes, the address, the secret
// and the retries are the host's.
//
// # Limits
//
// A message stays within what the service takes, measured as the service does
// after encoding the text again: what is longer goes on in the next message,
// split between lines, words or characters as people see them. Every message of
// several says which one it is. After [Options.MaxPages] the last message says
// how many parts are left out; nothing is cut silently.
//
// # Text of users
//
// Names and texts are shown as they are. They stand only where the service
// parses no markup (plain_text in Slack, TextRun in Teams), so they cannot
// become mentions, links or formatting. Figures cannot be shown without a host
// for pictures: their title and description stand in their place.
//
// # Sources
//
// Limits of Slack: the constants of slackapi/python-slack-sdk and
// slackapi/bolt-js#2509 for the sum over all blocks. Teams:
// MicrosoftDocs/msteams-docs#11274 for the size after the flow has encoded the
// card again. Zoom: the recurrence object of its API reference.
//
// Functions are pure: the same document gives the same bytes. Stable: the
// exported names and the codes. The bytes may change between versions.
package card
