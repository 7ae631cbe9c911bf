global using InventorySync.Tests.Support;
global using Microsoft.EntityFrameworkCore;
global using Xunit;
