using System;
using System.Runtime.InteropServices;
using System.Text;

namespace ManagementPartner.Native;

/// <summary>Strings cross the boundary as UTF-8, ended by a zero.</summary>
internal static class Utf8
{
    internal static byte[] Bytes(string text)
    {
        RefuseZero(text.IndexOf('\0'));
        return Encoding.UTF8.GetBytes(text + "\0");
    }

    /// <summary>A zero inside would silently cut the string there.</summary>
    internal static void RefuseZero(int index)
    {
        if (index >= 0)
        {
            throw new ManagementPartnerException(
                ErrorKind.InvalidArgument, $"A value holds the character U+0000 (at position {index})", "Check where the value comes from.");
        }
    }

    /// <summary>The string at <paramref name="text"/>; null for NULL.</summary>
    internal static string? Read(IntPtr text)
    {
        if (text == IntPtr.Zero)
        {
            return null;
        }

        int length = 0;
        while (Marshal.ReadByte(text, length) != 0)
        {
            length++;
        }

        var bytes = new byte[length];
        Marshal.Copy(text, bytes, 0, length);
        return Encoding.UTF8.GetString(bytes);
    }
}
