using System.Globalization;
using Mainstay.Common;
using Mainstay.Contacts.Contracts;
using Mainstay.Kernel.Random;
using Mainstay.Storage;

namespace Mainstay.Contacts.Demo;

/// <summary>
/// Invented customers of the demo. Their numbers begin with +91 612 0: numbers of Patna (612) begin with 2 to 7 after the area
/// code, and no mobile series begins with 6120 as far as we know, so that nobody's phone rings when a demo is shown.
/// </summary>
public sealed class DemoCustomers(ulong seed, IdSource ids)
{
    private const string Range = "+916120";
    private const int Numbers = 1_000_000;

    /// <summary>Odd and coprime to the range: numbers follow each other without order and without repeating.</summary>
    private const long Stride = 618_033;

    private static readonly string[] _first =
    [
        "Aarav", "Aditi", "Ajay", "Amina", "Ananya", "Anil", "Arjun", "Asha", "Bhavna", "Chetan", "Deepa", "Dev", "Divya", "Farhan", "Gaurav", "Geeta",
        "Harpreet", "Imran", "Indira", "Ishaan", "Jaya", "Joseph", "Kabir", "Kavita", "Kiran", "Lakshmi", "Lata", "Manish", "Mary", "Meera", "Mohan",
        "Nandini", "Naveen", "Neha", "Nikhil", "Nisha", "Omkar", "Padma", "Pankaj", "Pooja", "Prakash", "Priya", "Rahul", "Rajesh", "Ramesh", "Rani",
        "Rekha", "Ritu", "Rohan", "Sadia", "Sameer", "Sandeep", "Sanjana", "Sarita", "Shankar", "Shreya", "Simran", "Sneha", "Sunil", "Suresh", "Tanvi",
        "Tenzin", "Uma", "Vandana", "Vikram", "Vinod", "Yash", "Zoya",
    ];

    private static readonly string[] _last =
    [
        "Acharya", "Agarwal", "Ansari", "Bhat", "Bora", "Chauhan", "Chopra", "Das", "Desai", "Deshmukh", "Dutta", "Fernandes", "Gill", "Gowda", "Gupta",
        "Iyer", "Jadhav", "Jain", "Jha", "Joshi", "Kapoor", "Kaur", "Khan", "Kulkarni", "Kumar", "Mahato", "Mehta", "Menon", "Mishra", "Mukherjee", "Naik",
        "Nair", "Panda", "Pandey", "Patel", "Patil", "Pillai", "Prasad", "Rao", "Rathore", "Reddy", "Roy", "Saikia", "Shah", "Sharma", "Shetty", "Singh",
        "Sinha", "Soren", "Thakur", "Thomas", "Tiwari", "Varma", "Yadav",
    ];

    private readonly RandomStream _luck = new(seed, "demo.customers");
    private readonly List<Customer> _made = [];

    /// <summary>Kept here until <see cref="SaveAsync"/>.</summary>
    public Customer Next(DateTimeOffset createdAt)
    {
        var number = _made.Count * Stride % Numbers;
        var given = new NewCustomer(
            $"{_luck.Pick(_first)} {_luck.Pick(_last)}",
            Range + number.ToString("D6", CultureInfo.InvariantCulture),
            null,
            _luck.Chance(0.4) ? "hi" : "en");
        var customer = Customer.Register(ids.Next<CustomerId>(), given, createdAt);
        _made.Add(customer);
        return customer;
    }

    public int Count => _made.Count;

    public Task<long> SaveAsync(MainstayDb db, CancellationToken ct) => Bulk.InsertAsync(db, _made, ct);
}
