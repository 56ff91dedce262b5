Ihr Sicherungskonto bei ${provider.name} endet am ${account.day}
