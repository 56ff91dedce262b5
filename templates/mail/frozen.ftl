Hello ${to.name},

the time of your account ${usernames} at ${provider.name} is over, so
new backups are refused from now on. Nothing is lost: you can restore
everything.

We keep your backups until ${date}. After that they are deleted for
good.

To go on, redeem a card or a code:

    ${provider.url}/redeem

Backups go on at once, and nothing is deleted. If you don't want the
account any more, restore what you need before that date; you need not
do anything else.

${provider.name}
${provider.url}
