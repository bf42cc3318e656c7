using System.Net;
using Mainstay.Common;
using Mainstay.Messaging.Webhooks;

namespace Mainstay.Tests.Messaging;

/// <summary>Which addresses a delivery may go to.</summary>
public sealed class ReceiversTests
{
    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::6810:84e5")]
    [InlineData("2a00:1450:4001:82f::200e")]
    public void A_public_address_is_reached(string address)
    {
        Assert.True(Receivers.MayReach(IPAddress.Parse(address), DeliveryReach.Public));
        Assert.True(Receivers.MayReach(IPAddress.Parse(address), DeliveryReach.PrivateNetwork));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.255.1.2", true)]
    [InlineData("::1", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.127.255.255", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12:3456:789a::1", false)]
    public void A_private_address_is_reached_only_where_the_settings_say_so(string address, bool isThisMachine)
    {
        var parsed = IPAddress.Parse(address);
        Assert.False(Receivers.MayReach(parsed, DeliveryReach.Public));
        Assert.Equal(isThisMachine, Receivers.MayReach(parsed, DeliveryReach.ThisMachine));
        Assert.True(Receivers.MayReach(parsed, DeliveryReach.PrivateNetwork));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.0.1")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void A_reserved_address_is_never_reached(string address)
    {
        Assert.All(Enum.GetValues<DeliveryReach>(), reach => Assert.False(Receivers.MayReach(IPAddress.Parse(address), reach)));
    }

    [Theory]
    [InlineData("https://example.com/hook")]
    [InlineData("https://example.com:8443/a?b=c")]
    [InlineData("https://[2606:4700::6810:84e5]/x")]
    public void An_https_address_is_kept(string url) => Assert.Equal(url, Receivers.Check(url, DeliveryReach.Public));

    [Theory]
    [InlineData("http://example.com/hook", "webhook-invalid")]
    [InlineData("ftp://example.com/hook", "webhook-invalid")]
    [InlineData("file:///etc/passwd", "webhook-invalid")]
    [InlineData("https://user:word@example.com/", "webhook-invalid")]
    [InlineData("https://example.com/#a", "webhook-invalid")]
    [InlineData("example.com", "webhook-invalid")]
    [InlineData("", "webhook-invalid")]
    [InlineData(null, "webhook-invalid")]
    [InlineData("https://localhost/", "webhook-address-refused")]
    [InlineData("https://LOCALHOST./", "webhook-address-refused")]
    [InlineData("https://a.localhost/", "webhook-address-refused")]
    [InlineData("https://127.0.0.1/", "webhook-address-refused")]
    [InlineData("https://127.1/", "webhook-address-refused")]
    [InlineData("https://2130706433/", "webhook-address-refused")]
    [InlineData("https://0x7f.0.0.1/", "webhook-address-refused")]
    [InlineData("https://017700000001/", "webhook-address-refused")]
    [InlineData("https://[::1]/", "webhook-address-refused")]
    [InlineData("https://[::ffff:10.0.0.1]/", "webhook-address-refused")]
    [InlineData("https://169.254.169.254/latest/meta-data", "webhook-address-refused")]
    [InlineData("https://10.1.2.3/", "webhook-address-refused")]
    public void What_cannot_be_or_must_not_be_is_refused(string? url, string code) =>
        Assert.Equal(code, Assert.Throws<RefusedException>(() => Receivers.Check(url, DeliveryReach.Public)).Code);
}
