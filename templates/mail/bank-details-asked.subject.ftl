Somebody asked ${provider.name} to pay ${retailer} to <#if before??>another<#else>a</#if> bank account
