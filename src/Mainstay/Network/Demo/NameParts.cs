using Mainstay.Kernel.Random;

namespace Mainstay.Network.Demo;

/// <summary>Invented people: a given and a family name as they are usual where they work, put together by chance.</summary>
internal static class NameParts
{
    private static readonly (string[] Given, string[] Family) _hindi = (
        Words("Aarav Vivaan Aditya Rohan Karan Nikhil Rahul Amit Sandeep Vikas Manish Deepak Anil Suresh Ramesh Pooja Neha Priya Anjali Kavita Sunita Rekha Shreya Ritu Swati Nisha Preeti Komal Sapna Jyoti"),
        Words("Sharma Verma Gupta Mishra Tiwari Pandey Yadav Singh Chauhan Srivastava Agarwal Saxena Dubey Tripathi Joshi Rawat Bisht Thakur Rathore Meena"));

    private static readonly (string[] Given, string[] Family) _marathi = (
        Words("Sachin Ganesh Mahesh Prasad Omkar Tejas Atharva Swapnil Ajinkya Nilesh Sneha Rutuja Mrunal Ashwini Prajakta Vaishali Manasi Ketaki Shubhangi Gauri"),
        Words("Patil Deshmukh Kulkarni Jadhav Shinde Pawar Gaikwad Bhosale Kale More Chavan Sawant Naik Gokhale Deshpande Mane Salunkhe Kadam"));

    private static readonly (string[] Given, string[] Family) _gujarati = (
        Words("Hardik Jignesh Parth Chirag Mehul Nirav Dhruv Bhavesh Kirti Hetal Krupa Mital Dhara Nidhi Urvashi Foram"),
        Words("Patel Shah Mehta Desai Trivedi Parmar Solanki Chaudhari Bhatt Dave Vyas Rathod Makwana Zala"));

    private static readonly (string[] Given, string[] Family) _punjabi = (
        Words("Harpreet Gurpreet Manpreet Jaspreet Amandeep Sukhwinder Balwinder Ranjit Navdeep Simran Kirandeep Jasleen Rupinder Parminder"),
        Words("Singh Kaur Sandhu Sidhu Gill Dhillon Grewal Bains Brar Mann Virk Sekhon Arora Bedi"));

    private static readonly (string[] Given, string[] Family) _bengali = (
        Words("Arnab Sourav Subhash Anirban Debashish Partha Tanmoy Sayan Abhijit Rituparna Moumita Sohini Ananya Paromita Sharmistha Tanushree"),
        Words("Banerjee Mukherjee Chatterjee Das Ghosh Bose Sen Roy Dutta Saha Mondal Biswas Sarkar Pal Majumdar Bhattacharya"));

    private static readonly (string[] Given, string[] Family) _tamil = (
        Words("Karthik Senthil Murugan Arun Prabhu Saravanan Vignesh Bala Dinesh Ezhil Kavitha Meenakshi Lakshmi Revathi Divya Thenmozhi Yamuna Selvi"),
        Words("Subramanian Krishnan Natarajan Rajendran Sundaram Palaniswamy Velu Arumugam Ganesan Ramasamy Chidambaram Elango Manickam Perumal"));

    private static readonly (string[] Given, string[] Family) _telugu = (
        Words("Ravi Srinivas Venkatesh Kiran Mahendra Chaitanya Sudheer Phani Kalyan Naveen Padma Swarna Lavanya Haritha Sirisha Anusha Bhavani Mounika"),
        Words("Reddy Rao Naidu Chowdary Varma Sastry Gopal Prasad Kumar Yerra Kolla Bandaru Gadde Vemuri Pothula Ganta"));

    private static readonly (string[] Given, string[] Family) _kannada = (
        Words("Manjunath Basavaraj Girish Pradeep Raghavendra Shivakumar Darshan Chandan Yogesh Roopa Bhagya Sowmya Chaitra Pallavi Shilpa Ashwitha"),
        Words("Gowda Hegde Shetty Murthy Kulkarni Patil Bhat Nayak Acharya Rao Hiremath Angadi Kamath Prabhu"));

    private static readonly (string[] Given, string[] Family) _malayalam = (
        Words("Anoop Sajith Vishnu Jithin Rajesh Biju Nithin Sreekumar Arjun Deepa Sreeja Remya Anitha Lekshmi Athira Bindu"),
        Words("Nair Menon Pillai Varghese Thomas Kurian Nambiar Panicker Mathew Warrier Kurup Chacko"));

    private static readonly (string[] Given, string[] Family) _eastern = (
        Words("Bikash Prakash Subrat Manas Dipankar Rituraj Jiten Pranjal Hemanta Biplab Sasmita Madhusmita Rashmi Junali Mousumi Barsha"),
        Words("Das Mohanty Sahoo Patnaik Behera Nayak Panda Gogoi Borah Saikia Kalita Deka Hazarika Baruah"));

    private static readonly (string[] Given, string[] Family) _northEastern = (
        Words("Lalrin Thangboi Tomba Ibochou Kekhrie Imnai Tashi Karma Pema Dorjee Zorin Mawi Linthoi Sanatombi Daphi Banri"),
        Words("Singha Devi Sangma Marak Lyngdoh Khongwir Jamir Longkumer Bhutia Lepcha Hmar Ralte Debbarma Riang Taku Norbu"));

    private static readonly (string[] Given, string[] Family) _urdu = (
        Words("Imran Faisal Arif Salman Bilal Tariq Junaid Nadeem Zubair Ayesha Farah Sana Rukhsar Nazia Shabana Mehnaz"),
        Words("Khan Ansari Qureshi Shaikh Siddiqui Mir Bhat Lone Wani Dar Rizvi Hashmi Farooqi Malik"));

    private static readonly Dictionary<string, (string[] Given, string[] Family)> _byState = new()
    {
        ["Maharashtra"] = _marathi,
        ["Goa"] = _marathi,
        ["Gujarat"] = _gujarati,
        ["Dadra and Nagar Haveli and Daman and Diu"] = _gujarati,
        ["Punjab"] = _punjabi,
        ["Chandigarh"] = _punjabi,
        ["West Bengal"] = _bengali,
        ["Tripura"] = _bengali,
        ["Andaman and Nicobar"] = _bengali,
        ["Tamil Nadu"] = _tamil,
        ["Puducherry"] = _tamil,
        ["Andhra Pradesh"] = _telugu,
        ["Telangana"] = _telugu,
        ["Karnataka"] = _kannada,
        ["Kerala"] = _malayalam,
        ["Lakshadweep"] = _malayalam,
        ["Odisha"] = _eastern,
        ["Assam"] = _eastern,
        ["Arunachal Pradesh"] = _northEastern,
        ["Manipur"] = _northEastern,
        ["Meghalaya"] = _northEastern,
        ["Mizoram"] = _northEastern,
        ["Nagaland"] = _northEastern,
        ["Sikkim"] = _northEastern,
        ["Ladakh"] = _northEastern,
        ["Jammu and Kashmir"] = _urdu,
    };

    /// <param name="state">People move: one in six comes from elsewhere.</param>
    public static string Draw(RandomStream luck, string? state)
    {
        var (given, family) = luck.Below(12) switch
        {
            0 => _hindi,
            1 => _urdu,
            _ => state is not null && _byState.TryGetValue(state, out var here) ? here : _hindi,
        };
        return $"{luck.Pick(given)} {luck.Pick(family)}";
    }

    private static string[] Words(string text) => text.Split(' ');
}
