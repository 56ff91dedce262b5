Hello ${to.name},

a code was redeemed for your account ${usernames}.

Redeemed:    ${product}
Plan:        ${plan}
Added:       ${period}
Runs until:  ${date}

You need not do anything. What you have, and until when, stands in your
account, where you sign in with your user name and password:

    ${provider.url}/account

If it was redeemed by nobody whom you know, please write to us.

${provider.name}
${provider.url}
