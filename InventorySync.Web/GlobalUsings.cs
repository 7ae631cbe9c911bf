global using InventorySync.Domain.Access;
global using InventorySync.Domain.Common;
global using Microsoft.EntityFrameworkCore;
