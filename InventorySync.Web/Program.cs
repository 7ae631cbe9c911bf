using InventorySync.Web;

var app = await ShopHost.BuildAsync(args);
await app.RunAsync();
return 0;
