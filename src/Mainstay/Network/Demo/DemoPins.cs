namespace Mainstay.Network.Demo;

/// <summary>
/// PIN codes of the head post offices of the larger towns, after the PIN code directory of India Post. A place is found by as many of
/// its first digits as any centre shares, so that a code in each postal circle is enough.
/// </summary>
internal static class DemoPins
{
    private static readonly Dictionary<string, string> _headOffices = new()
    {
        ["Agartala"] = "799001",
        ["Agra"] = "282001",
        ["Ahmedabad"] = "380001",
        ["Aizawl"] = "796001",
        ["Amritsar"] = "143001",
        ["Bengaluru"] = "560001",
        ["Bhopal"] = "462001",
        ["Bhubaneswar"] = "751001",
        ["Chandigarh"] = "160017",
        ["Chennai"] = "600001",
        ["Coimbatore"] = "641001",
        ["Dehradun"] = "248001",
        ["Delhi"] = "110001",
        ["Gangtok"] = "737101",
        ["Guwahati"] = "781001",
        ["Gwalior"] = "474001",
        ["Hyderabad"] = "500001",
        ["Imphal"] = "795001",
        ["Indore"] = "452001",
        ["Itanagar"] = "791111",
        ["Jabalpur"] = "482001",
        ["Jaipur"] = "302001",
        ["Jammu"] = "180001",
        ["Jodhpur"] = "342001",
        ["Kanpur"] = "208001",
        ["Kochi"] = "682001",
        ["Kohima"] = "797001",
        ["Kolkata"] = "700001",
        ["Lucknow"] = "226001",
        ["Ludhiana"] = "141001",
        ["Madurai"] = "625001",
        ["Meerut"] = "250001",
        ["Mumbai"] = "400001",
        ["Mysuru"] = "570001",
        ["Nagpur"] = "440001",
        ["Nashik"] = "422001",
        ["Panaji"] = "403001",
        ["Patna"] = "800001",
        ["Port Blair"] = "744101",
        ["Prayagraj"] = "211001",
        ["Puducherry"] = "605001",
        ["Pune"] = "411001",
        ["Raipur"] = "492001",
        ["Rajkot"] = "360001",
        ["Ranchi"] = "834001",
        ["Salem"] = "636001",
        ["Shillong"] = "793001",
        ["Shimla"] = "171001",
        ["Srinagar"] = "190001",
        ["Surat"] = "395003",
        ["Thane"] = "400601",
        ["Thiruvananthapuram"] = "695001",
        ["Vadodara"] = "390001",
        ["Varanasi"] = "221001",
        ["Vijayawada"] = "520001",
        ["Visakhapatnam"] = "530001",
    };

    public static string? Of(string town) => _headOffices.GetValueOrDefault(town);
}
