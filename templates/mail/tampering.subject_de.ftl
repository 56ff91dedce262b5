${provider.name}: in ${outlet} wurde vielleicht etwas geöffnet
