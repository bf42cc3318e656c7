using System.Text;

namespace Mainstay.Common;

public static class SnakeCase
{
    /// <summary><c>OpenedAt</c> becomes <c>opened_at</c>, <c>Imei1</c> becomes <c>imei1</c>.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
