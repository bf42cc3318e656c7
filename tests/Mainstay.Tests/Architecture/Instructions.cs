using System.Reflection;
using System.Reflection.Emit;

namespace Mainstay.Tests.Architecture;

/// <summary>The metadata tokens in a method's instructions (ECMA-335, partition III).</summary>
internal static class Instructions
{
    private const byte TwoByteOpCode = 0xFE;

    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    /// <summary>Tokens of types, methods and fields, in the order of the code; strings, signatures and jumps are stepped over.</summary>
    public static IEnumerable<int> MemberTokens(byte[] code)
    {
        var at = 0;
        while (at < code.Length)
        {
            int value = code[at++];
            if (value == TwoByteOpCode)
            {
                value = (TwoByteOpCode << 8) | code[at++];
            }

            var operand = Operands[value];
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return BitConverter.ToInt32(code, at);
            }

            at += Length(operand, code, at);
        }
    }

    private static int Length(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}
