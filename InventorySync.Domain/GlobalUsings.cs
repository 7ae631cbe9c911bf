global using InventorySync.Domain.Common;
global using Microsoft.EntityFrameworkCore;
